<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Charts</name>
    <message numerus="yes">
        <source>, median of %n runs</source>
        <translation>
            <numerusform>, median of %n run</numerusform>
            <numerusform>, median of %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message numerus="yes">
        <source>%n processes kept %1 cores busy</source>
        <translation>
            <numerusform>%n process kept %1 cores busy</numerusform>
            <numerusform>%n processes kept %1 cores busy</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thread(s) kept %1 cores busy</source>
        <translation>
            <numerusform>%n thread kept %1 cores busy</numerusform>
            <numerusform>%n threads kept %1 cores busy</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>waited %1 for the GIL, which changed hands %n time(s)</source>
        <translation>
            <numerusform>waited %1 for the GIL, which changed hands %n time</numerusform>
            <numerusform>waited %1 for the GIL, which changed hands %n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 on %n core(s).</source>
        <translation>
            <numerusform>%1 on %n core.</numerusform>
            <numerusform>%1 on %n cores.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunMessages</name>
    <message numerus="yes">
        <source>%n event(s) were lost.</source>
        <translation>
            <numerusform>%n event was lost.</numerusform>
            <numerusform>%n events were lost.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message numerus="yes">
        <source>%n slices share this pixel</source>
        <translation>
            <numerusform>%n slice is in this pixel</numerusform>
            <numerusform>%n slices share this pixel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: events lost in recording: %n</source>
        <translation>
            <numerusform>%1: events lost in recording: %n</numerusform>
            <numerusform>%1: events lost in recording: %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> · %n threads</source>
        <translation>
            <numerusform> · %n thread</numerusform>
            <numerusform> · %n threads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>pids %1 … · %n processes</source>
        <translation>
            <numerusform>pids %1 … · %n process</numerusform>
            <numerusform>pids %1 … · %n processes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimelineTexts</name>
    <message numerus="yes">
        <source>%1 · %n worker(s)</source>
        <translation>
            <numerusform>%1 · %n worker</numerusform>
            <numerusform>%1 · %n workers</numerusform>
        </translation>
    </message>
</context>
</TS>
