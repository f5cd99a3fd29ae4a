// store: how does a minimised roster become bytes to seal, and bytes a roster again?

#include <concepts>

#include "layout_text.hpp"
#include "minimal.hpp"

namespace monitor::store {
namespace {

constexpr char version = 2;

class Writer {
public:
    template <std::unsigned_integral Number>
    void number(Number value) {
        for (std::size_t at = sizeof value; at-- > 0;) out_ += static_cast<char>(value >> (8 * at) & 0xFF);
    }
    void count(std::size_t value) { number(static_cast<std::uint32_t>(value)); }
    void words(std::string_view text) {
        count(text.size());
        out_ += text;
    }
    template <std::size_t size>
    void raw(const std::array<std::byte, size>& bytes) {
        out_ += as_text(bytes);
    }
    std::string take() { return std::move(out_); }

private:
    std::string out_{version};
};

class Reader {
public:
    explicit Reader(std::string_view text) : rest_{text} {
        if (next(1)[0] != version) not_ours();
    }
    template <std::unsigned_integral Number>
    Number number() {
        Number value{};
        for (const char digit : next(sizeof value)) value = static_cast<Number>(value << 8 | static_cast<unsigned char>(digit));
        return value;
    }
    // What each takes at least: a count that cannot be true is not believed.
    std::size_t count(std::size_t each) {
        const std::size_t value = number<std::uint32_t>();
        if (value > rest_.size() / each) not_ours();
        return value;
    }
    std::string words() { return std::string{next(count(1))}; }
    template <std::size_t size>
    void raw(std::array<std::byte, size>& bytes) {
        const auto text = as_bytes(next(size));
        std::ranges::copy(text, bytes.begin());
    }
    std::uint32_t below(std::size_t most) {
        const auto value = number<std::uint32_t>();
        if (value >= most) not_ours();
        return value;
    }
    void end() const {
        if (!rest_.empty()) not_ours();
    }
    [[noreturn]] static void not_ours() { fail(Remedy::ask_operator, "people.held.content: not what was written"); }

private:
    std::string_view next(std::size_t size) {
        if (size > rest_.size()) not_ours();
        const auto text = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return text;
    }
    std::string_view rest_;
};

void write(Writer& out, const Minimal::Person& person) {
    out.raw(person.id);
    out.words(person.name);
    out.words(person.user);
    out.number(static_cast<std::uint8_t>(person.employment));
    out.number(static_cast<std::uint8_t>(person.account ? 1 : 0));
    if (person.account) out.raw(*person.account);
    out.count(person.groups.size());
    for (const auto group : person.groups) out.number(group);
    out.count(person.keys.size());
    for (const auto& [key, whose] : person.keys) {
        out.number(key.rule);
        out.number(static_cast<std::uint8_t>(whose));
        out.raw(key.hash);
    }
}

Minimal::Person person_from(Reader& in, std::size_t groups) {
    Minimal::Person person;
    in.raw(person.id);
    person.name = in.words();
    person.user = in.words();
    person.employment = in.number<std::uint8_t>();
    if (in.number<std::uint8_t>() != 0) in.raw(person.account.emplace());
    person.groups.resize(in.count(4));
    for (auto& group : person.groups) group = in.below(groups);
    person.keys.resize(in.count(34));
    for (auto& [key, whose] : person.keys) {
        key.rule = in.number<std::uint8_t>();
        whose = in.number<std::uint8_t>() == 0 ? Whose::one : Whose::several;
        in.raw(key.hash);
    }
    return person;
}

}  // namespace

std::string text(const Minimal& minimal) {
    Writer out;
    out.number(static_cast<std::uint32_t>(static_cast<int>(minimal.year.begins)));
    out.words(minimal.brin);
    out.words(minimal.name);
    out.count(minimal.sites.size());
    for (const auto& site : minimal.sites) {
        out.raw(site.source);
        out.words(site.name);
        out.words(text(site.networks));
        out.words(text(site.hours));
    }
    out.count(minimal.groups.size());
    for (const auto& group : minimal.groups) {
        out.raw(group.id);
        out.words(group.name);
        out.number(group.site);
        out.number(static_cast<std::uint8_t>(group.kind));
    }
    for (const auto* persons : {&minimal.pupils, &minimal.staff}) {
        out.count(persons->size());
        for (const auto& person : *persons) write(out, person);
    }
    return out.take();
}

Minimal minimal_from(std::string_view text) {
    Reader in{text};
    Minimal minimal;
    minimal.year = {std::chrono::year{static_cast<int>(in.number<std::uint32_t>() & 0x7FFF)}};
    minimal.brin = in.words();
    minimal.name = in.words();
    minimal.sites.resize(in.count(28));
    for (auto& site : minimal.sites) {
        in.raw(site.source);
        site.name = in.words();
        site.networks = networks(in.words());
        site.hours = hours(in.words());
    }
    minimal.groups.resize(in.count(25));
    for (auto& group : minimal.groups) {
        in.raw(group.id);
        group.name = in.words();
        group.site = in.below(minimal.sites.size());
        group.kind = group_kind(in.number<std::uint8_t>());
    }
    for (auto* persons : {&minimal.pupils, &minimal.staff}) {
        persons->resize(in.count(34));
        for (auto& person : *persons) person = person_from(in, minimal.groups.size());
    }
    in.end();
    return minimal;
}

}  // namespace monitor::store
