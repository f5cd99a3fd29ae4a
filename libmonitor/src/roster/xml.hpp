#pragma once
// roster: how is XML from outside heard element by element, in bounded memory, and only where a form listens?
//
// The memory that the parser itself works in is wiped when it is given back: what nobody listened to is nowhere when reading is
// over.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "monitor/roster/source.hpp"
#include "roster/findings.hpp"

namespace monitor::roster::xml {

/// Which element it is, by where it stands. A form numbers its own; 0 is outside the root.
using Node = std::uint8_t;
enum class Hears : std::uint8_t { children = 0, text = 1 };

/// An element a form listens to, by the part of its name behind a prefix. An empty name is any that the form has not named.
struct Rule {
    Node in{};
    std::string_view name{};
    Node node{};
    Hears hears{};
};

/// What a form listens to, and nothing else: an element that is not here is passed over with all that is in it.
class Grammar {
public:
    explicit Grammar(std::vector<Rule> rules);
    /// Null: nobody listens.
    [[nodiscard]] const Rule* find(Node in, std::string_view name) const noexcept;
    [[nodiscard]] std::span<const Rule> rules() const noexcept { return rules_; }

private:
    std::vector<Rule> rules_;             // by `in`
    std::vector<std::uint32_t> first_{};  // of each `in`; one more at the end
};

/// The attributes of one element; views the parser's memory.
class Attributes {
public:
    explicit Attributes(const char* const* pairs) noexcept : pairs_{pairs} {}
    /// Without white space around it; empty where there is none.
    [[nodiscard]] std::string_view operator[](std::string_view name) const noexcept;

private:
    const char* const* pairs_;
};

/// Who listens. Every `opened` has its `closed`, unless reading ended early.
class Listener {
public:
    virtual ~Listener() = default;
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    virtual void opened(const Rule&, const Attributes&, int line) = 0;
    /// The text without white space around it; views the reader's memory. Empty for an element that hears children.
    virtual void closed(const Rule&, std::string_view text, int line) = 0;

protected:
    Listener() = default;
};

/// With several, one document may follow the other in the same stream; lines are counted on.
enum class Documents : std::uint8_t { one = 0, several = 1 };
struct Limits {
    int depth{32};
    int attributes{64};              ///< of one element
    std::size_t text{64 * 1024};     ///< of one element that is heard
    std::size_t token{1024 * 1024};  ///< one tag or comment
};
enum class End : std::uint8_t { early = 0, whole = 1 };

/// Reads to the end. What ended it early is a fatal finding at `place`, with its line: not well-formed, a DOCTYPE, past a limit,
/// another root.
[[nodiscard]] End read(Source&, std::string_view place, const Grammar&, Listener&, Findings&, Documents = Documents::one,
                       Limits = {});

}  // namespace monitor::roster::xml
