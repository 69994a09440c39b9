// Notices and errors above the work: what happened, why, and what to do. One message a subject: a newer one replaces
// the older, and each can be put away.
#pragma once

#include <QMap>
#include <QString>
#include <QWidget>

class QVBoxLayout;

namespace manybrains::app {

enum class Severity { notice, warning, error };

struct Message {
    Severity severity = Severity::notice;
    QString what;
    QString why;
    QString help;    ///< what to do, in words
    QString command; ///< what to type for it; offered for copying
};

class MessageStrip : public QWidget {
    Q_OBJECT
public:
    explicit MessageStrip(QWidget* parent = nullptr);

    void post(const QString& subject, const Message& message);
    void withdraw(const QString& subject);
    [[nodiscard]] bool shows(const QString& subject) const { return shown_.contains(subject); }
    /// Everything that is said about this subject, on one line.
    [[nodiscard]] QString text(const QString& subject) const;

signals:
    /// The user put this message away.
    void dismissed(const QString& subject);

private:
    [[nodiscard]] QWidget* build(const QString& subject, const Message& message);

    QVBoxLayout* layout_;
    QMap<QString, QWidget*> shown_;
};

} // namespace manybrains::app
