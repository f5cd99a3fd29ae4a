#pragma once
// pages: how is a page written so that nobody's name can become markup?
//
// Text becomes Html only by being escaped; markup comes only from element() and void_element(). There is no third way.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace monitor::pages {

class Html {
public:
    Html() = default;
    /// Any text: escaped.
    Html(std::string_view text);  // NOLINT(google-explicit-constructor): the escaping is the point
    Html(const std::string& text) : Html{std::string_view{text}} {}
    Html(const char* text) : Html{std::string_view{text}} {}

    [[nodiscard]] const std::string& markup() const noexcept { return markup_; }
    Html& operator+=(const Html& more) {
        markup_ += more.markup_;
        return *this;
    }

private:
    friend class Element;
    std::string markup_{};
};

/// A place on this server: begins with one slash, no control bytes. Anything else becomes "/".
class Place {
public:
    Place(std::string_view path);  // NOLINT(google-explicit-constructor)
    Place(const std::string& path) : Place{std::string_view{path}} {}
    Place(const char* path) : Place{std::string_view{path}} {}
    [[nodiscard]] const std::string& path() const noexcept { return path_; }

private:
    std::string path_;
};

/// A name that stands in our source, letters, digits and '-' only: checked by the compiler.
class Name {
public:
    consteval Name(const char* name) : name_{name} {  // NOLINT(google-explicit-constructor)
        if (name_.empty()) throw "an empty name";
        for (const char c : name_)
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) throw "not a name of HTML";
    }
    [[nodiscard]] constexpr std::string_view text() const noexcept { return name_; }

private:
    std::string_view name_;
};
/// A tag that holds markup: not script or style with words inside, which have other rules of escaping.
class Tag : public Name {
public:
    consteval Tag(const char* name) : Name{name} {  // NOLINT(google-explicit-constructor)
        if (text() == "style" || text() == "iframe" || text() == "object" || text() == "embed") throw "not in this house";
    }
};
/// An attribute whose value is plain text: not one that runs, styles or leads somewhere.
class PlainName : public Name {
public:
    consteval PlainName(const char* name) : Name{name} {  // NOLINT(google-explicit-constructor)
        if (text().starts_with("on") || text() == "style" || text() == "srcdoc") throw "an attribute that runs or styles";
        if (text() == "href" || text() == "src" || text() == "action" || text() == "formaction")
            throw "use href(), src() or action()";
    }
};

/// name="value", escaped.
class Attribute {
public:
    Attribute(PlainName name, std::string_view value) : name_{name.text()}, value_{value} {}
    /// Stands there without a value: `required`.
    Attribute(PlainName name) : name_{name.text()}, bare_{true} {}  // NOLINT(google-explicit-constructor)
    [[nodiscard]] std::string markup() const;

private:
    friend Attribute href(const Place&);
    friend Attribute src(const Place&);
    friend Attribute action(const Place&);
    friend Attribute href_within(Name);
    struct Leads {};
    Attribute(Leads, std::string_view name, std::string value) : name_{name}, value_{std::move(value)} {}
    std::string_view name_;
    std::string value_{};
    bool bare_{false};
};
[[nodiscard]] Attribute href(const Place&);
[[nodiscard]] Attribute src(const Place&);
[[nodiscard]] Attribute action(const Place&);
/// href="#id": a place on the same page.
[[nodiscard]] Attribute href_within(Name id);

using Attributes = std::vector<Attribute>;

/// <tag attributes>children</tag>
[[nodiscard]] Html element(Tag, const Attributes&, std::initializer_list<Html> children = {});
/// <tag attributes>: input, meta, link, br.
[[nodiscard]] Html void_element(Tag, const Attributes&);
/// <!doctype html> and the rest.
[[nodiscard]] std::string document(const Html& root);
/// & < > " ' as entities; control bytes and broken UTF-8 become U+FFFD.
[[nodiscard]] std::string escaped(std::string_view text);

}  // namespace monitor::pages
