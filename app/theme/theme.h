// The window's visual language in one place: colours, spacing, type sizes, the worker palette. Widgets ask the current
// theme when they paint, so that a change of scheme repaints everything. Common controls are dressed by one style
// sheet (style.qss), which these dynamic properties select:
//   QFrame card=true, side=true · QLabel tone=muted|accent|good|warning|error, badge=true
//   QPushButton kind=primary|danger|quiet · checkable buttons in a row: segment=first|middle|last|only
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
    QColor window;  ///< behind the cards
    QColor card;    ///< panels
    QColor side;    ///< the lesson list
    QColor border;  ///< around panels
    QColor control; ///< around buttons and fields
    QColor lane;    ///< empty part of a track
    QColor text;
    QColor textMuted;
    QColor disabled; ///< text of what cannot be used now
    QColor accent;
    QColor accentText; ///< on accent
    QColor selection;  ///< behind the chosen lesson
    QColor good;
    QColor warning;
    QColor error;
    QColor codeBackground;
    QColor codeKeyword;
    QColor codeString;
    QColor codeComment;
    QColor codeNumber;
    QColor codeDefinition;
    QColor codeActive; ///< behind the task function while it runs
};

/// GUI thread only.
class Theme : public QObject {
    Q_OBJECT
public:
    static Theme& instance();

    /// Dresses the application: style, palette, style sheet. Call once, before the first window is shown; without it
    /// the colours are there for painting but the controls keep the desktop's look.
    void install();

    [[nodiscard]] Scheme scheme() const noexcept { return scheme_; }
    [[nodiscard]] SchemeChoice choice() const noexcept { return choice_; }
    [[nodiscard]] const Colours& colours() const noexcept { return colours_; }
    void setChoice(SchemeChoice choice);

    /// Okabe-Ito by order of appearance, lightened on dark; hues from 15 on share a grey.
    [[nodiscard]] QColor worker(trace::Key hue) const;
    /// The tint of a state; states are told apart by texture and height as well (app/timeline/texture.h).
    [[nodiscard]] QColor state(trace::State state) const;

    /// The system's font, scaled.
    [[nodiscard]] static QFont font(double scale = 1.0, QFont::Weight weight = QFont::Normal);
    /// The same with figures of equal width, so that columns of numbers stand still: another family only where the
    /// system's own has none.
    [[nodiscard]] static QFont figureFont(double scale = 1.0, QFont::Weight weight = QFont::Normal);
    [[nodiscard]] static QFont codeFont();

    static constexpr int grid = 8; ///< px: all spacing is a multiple of it

signals:
    void changed();

private:
    Theme();
    void apply();
    void follow(Scheme desktop);
    [[nodiscard]] Scheme wanted() const noexcept;

    SchemeChoice choice_ = SchemeChoice::system;
    Scheme desktop_ = Scheme::light; ///< by the palette until the portal answers
    Scheme scheme_ = Scheme::light;
    Colours colours_;
    bool installed_ = false;
};

} // namespace manybrains::app
