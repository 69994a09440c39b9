// The window's visual language in one place: colours, spacing, type sizes, the worker palette. Widgets ask the current
// theme when they paint, so that a change of scheme repaints everything.
#pragma once

#include "core/trace/state.h"
#include "core/trace/track.h"

#include <QColor>
#include <QFont>
#include <QObject>

namespace manybrains::app {

enum class Scheme { light, dark };

/// What the user chose; system follows the desktop (portal through D-Bus, else the palette).
enum class SchemeChoice { system, light, dark };

struct Colours {
    QColor window;      ///< behind the cards
    QColor card;        ///< panels
    QColor side;        ///< the lesson list
    QColor border;
    QColor lane;        ///< empty part of a track
    QColor text;
    QColor textMuted;
    QColor accent;
    QColor accentText;  ///< on accent
    QColor selection;   ///< behind the chosen lesson
    QColor good;
    QColor warning;
    QColor error;
    QColor codeBackground;
    QColor codeKeyword;
    QColor codeString;
    QColor codeComment;
    QColor codeNumber;
    QColor codeDefinition;
    QColor codeActive;  ///< behind the task function while it runs
};

/// GUI thread only.
class Theme : public QObject {
    Q_OBJECT
public:
    static Theme& instance();

    [[nodiscard]] Scheme scheme() const noexcept { return scheme_; }
    [[nodiscard]] SchemeChoice choice() const noexcept { return choice_; }
    [[nodiscard]] const Colours& colours() const noexcept { return colours_; }
    void setChoice(SchemeChoice choice);

    /// Okabe-Ito by order of appearance, lightened on dark; hues from 15 on share a grey.
    [[nodiscard]] QColor worker(trace::Key hue) const;
    /// The tint of a state; states are told apart by texture as well (app/timeline/texture.h).
    [[nodiscard]] QColor state(trace::State state) const;

    /// System font with tabular figures.
    [[nodiscard]] static QFont font(double scale = 1.0, QFont::Weight weight = QFont::Normal);
    [[nodiscard]] static QFont codeFont();

    static constexpr int grid = 8; ///< px: all spacing is a multiple of it

signals:
    void changed();

private:
    Theme();
    void apply();

    SchemeChoice choice_ = SchemeChoice::system;
    Scheme scheme_ = Scheme::light;
    Colours colours_;
};

} // namespace manybrains::app
