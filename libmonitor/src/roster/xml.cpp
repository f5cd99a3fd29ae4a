// roster: how is XML from outside heard element by element, in bounded memory, and only where a form listens?

#include "roster/xml.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <string>

#include <expat.h>
#include <fmt/format.h>

#include "roster/wiping.hpp"
#include "roster/written.hpp"
#include "roster/xml_memory.hpp"
#include "roster/xml_words.hpp"

namespace monitor::roster::xml {
namespace {

struct FreeParser {
    void operator()(XML_Parser parser) const noexcept { XML_ParserFree(parser); }
};
using Parser = std::unique_ptr<XML_ParserStruct, FreeParser>;

constexpr std::size_t chunk = 65'536;
constexpr std::string_view no_memory = "there is no memory left to read it with";

class Parse {
public:
    Parse(std::string_view place, const Grammar& grammar, Listener& listener, Findings& findings, Documents documents,
          const Limits& limits)
        : place_{place},
          grammar_{grammar},
          listener_{listener},
          findings_{findings},
          documents_{documents},
          limits_{limits},
          path_(static_cast<std::size_t>(limits.depth) + 1) {
        text_.reserve(limits.text);  // never grows, so that no old copy of it stays behind
    }
    ~Parse() {
        wipe(text_);
        wipe(buffer_.data(), buffer_.size());
    }
    Parse(const Parse&) = delete;
    Parse& operator=(const Parse&) = delete;
    Parse(Parse&&) = delete;
    Parse& operator=(Parse&&) = delete;

    End read(Source& source) {
        for (bool more = true; more;) {
            const auto got = source.read(buffer_);
            if (!got) return refuse(line(), unreadable(got.error()));
            more = *got > 0;
            if (!feed({reinterpret_cast<const char*>(buffer_.data()), *got}, more ? XML_FALSE : XML_TRUE)) return End::early;
        }
        return End::whole;
    }

private:
    // True: go on. A document that ends inside the bytes gives the rest of them to the next.
    bool feed(std::string_view bytes, XML_Bool last) {
        while (true) {
            if (!parser_) {
                const auto white = bytes.substr(0, bytes.find_first_not_of(" \t\r\n"));
                lines_before_ += static_cast<int>(std::ranges::count(white, '\n'));
                bytes.remove_prefix(white.size());
                if (bytes.empty() && (last == XML_FALSE || ended_ > 0)) return true;
                if (!begin()) return false;
            }
            const auto status = XML_Parse(parser_.get(), bytes.data(), static_cast<int>(bytes.size()), last);
            if (status == XML_STATUS_ERROR) return failed();
            if (status == XML_STATUS_OK) {
                given_ += bytes.size();
                if (last == XML_TRUE) return true;
                return within_token();
            }
            const auto end =
                static_cast<std::size_t>(XML_GetCurrentByteIndex(parser_.get()) + XML_GetCurrentByteCount(parser_.get()));
            bytes.remove_prefix(std::min(bytes.size(), end - given_));
            lines_before_ += static_cast<int>(XML_GetCurrentLineNumber(parser_.get())) - 1;
            parser_.reset();
            ++ended_;
        }
    }

    bool begin() {
        parser_.reset(XML_ParserCreate_MM(nullptr, &forgetful(), nullptr));
        if (!parser_) return refuse(0, std::string{no_memory}) == End::whole;
        XML_SetUserData(parser_.get(), this);
        XML_SetElementHandler(parser_.get(), on_start, on_end);
        XML_SetCharacterDataHandler(parser_.get(), on_text);
        XML_SetStartDoctypeDeclHandler(parser_.get(), on_doctype);
        XML_SetUnknownEncodingHandler(parser_.get(), western, nullptr);
        given_ = consumed_ = 0;
        depth_ = heard_ = 0;
        return true;
    }

    // The parser keeps a tag whole until it is closed: one that never closes must not grow.
    bool within_token() {
        const auto index = XML_GetCurrentByteIndex(parser_.get());
        if (index >= 0) consumed_ = std::max(consumed_, static_cast<std::size_t>(index));
        if (given_ - consumed_ <= limits_.token) return true;
        return refuse(line(), fmt::format("a tag or comment is longer than {} bytes; this is no export of an administration",
                                          limits_.token)) == End::whole;
    }

    bool failed() {
        if (refused_) return false;
        if (thrown_) return refuse(line(), std::string{no_memory}) == End::whole;
        const auto code = XML_GetErrorCode(parser_.get());
        if (code == XML_ERROR_NO_ELEMENTS && depth_ == 0 && ended_ > 0) return true;  // only a comment behind the last document
        return refuse(line(), trouble(code, depth_ > 0 ? Where::inside : Where::outside)) == End::whole;
    }

    // Only the first is told: what comes after it is a consequence.
    End refuse(int line, std::string message) {
        if (!refused_) findings_.fatal(line, std::string{place_}, std::move(message));
        refused_ = true;
        return End::early;
    }
    void stop(std::string message) {
        refuse(line(), std::move(message));
        XML_StopParser(parser_.get(), XML_FALSE);
    }
    [[nodiscard]] int line() const {
        return parser_ ? lines_before_ + static_cast<int>(XML_GetCurrentLineNumber(parser_.get())) : lines_before_;
    }

    void start(std::string_view name, const char* const* attributes) {
        if (refused_) return;
        if (++depth_ > limits_.depth) return stop(fmt::format("elements lie more than {} deep in each other", limits_.depth));
        if (XML_GetSpecifiedAttributeCount(parser_.get()) > limits_.attributes * 2) {
            return stop(fmt::format("an element has more than {} attributes", limits_.attributes));
        }
        if (heard_ + 1 < depth_) return;  // inside something nobody listens to
        const Rule* rule = grammar_.find(heard_ == 0 ? Node{} : path_[static_cast<std::size_t>(heard_)]->node, local(name));
        if (rule == nullptr) {
            if (depth_ == 1) stop(other_root(local(name), grammar_));
            return;
        }
        path_[static_cast<std::size_t>(++heard_)] = rule;
        wipe(text_);
        too_long_ = false;
        listener_.opened(*rule, Attributes{attributes}, line());
    }

    void end() {
        if (refused_) return;
        if (heard_ == depth_) {
            const Rule& rule = *path_[static_cast<std::size_t>(heard_--)];
            if (too_long_)
                findings_.skipped(line(), std::string{rule.name}, fmt::format("is longer than {} bytes; left out", limits_.text));
            listener_.closed(rule, trimmed(text_), line());
            wipe(text_);
        }
        if (--depth_ == 0 && documents_ == Documents::several) XML_StopParser(parser_.get(), XML_TRUE);
    }

    void text(std::string_view piece) {
        if (refused_ || heard_ == 0 || heard_ != depth_ || path_[static_cast<std::size_t>(heard_)]->hears != Hears::text ||
            too_long_)
            return;
        if (text_.size() + piece.size() <= limits_.text) {
            text_.append(piece);
            return;
        }
        too_long_ = true;
        wipe(text_);
    }

    // Nothing may fly through the parser's own frames.
    template <class Step>
    static void safely(void* user, Step step) noexcept {
        auto& parse = *static_cast<Parse*>(user);
        try {
            step(parse);
        } catch (...) {
            parse.thrown_ = true;
            XML_StopParser(parse.parser_.get(), XML_FALSE);
        }
    }
    static void XMLCALL on_start(void* user, const char* name, const char** attributes) noexcept {
        safely(user, [&](Parse& parse) { parse.start(name, attributes); });
    }
    static void XMLCALL on_end(void* user, const char*) noexcept {
        safely(user, [](Parse& parse) { parse.end(); });
    }
    static void XMLCALL on_text(void* user, const char* piece, int length) noexcept {
        safely(user, [&](Parse& parse) { parse.text({piece, static_cast<std::size_t>(length)}); });
    }
    static void XMLCALL on_doctype(void* user, const char*, const char*, const char*, int) noexcept {
        safely(user, [](Parse& parse) {
            parse.stop("a DOCTYPE is refused: an export has none, and it can make files grow or read others");
        });
    }

    std::string_view place_;
    const Grammar& grammar_;
    Listener& listener_;
    Findings& findings_;
    Documents documents_;
    Limits limits_;
    Parser parser_{};
    std::vector<const Rule*> path_;  // of the elements that are heard, from 1
    std::vector<std::byte> buffer_ = std::vector<std::byte>(chunk);
    std::string text_{};
    bool too_long_{false}, refused_{false}, thrown_{false};
    int depth_{}, heard_{};  // how deep we are; how deep someone listens
    int lines_before_{}, ended_{};
    std::size_t given_{}, consumed_{};  // bytes of this document
};

}  // namespace

Grammar::Grammar(std::vector<Rule> rules) : rules_{std::move(rules)} {
    std::ranges::stable_sort(rules_, {}, &Rule::in);
    const auto nodes = rules_.empty() ? std::size_t{0} : static_cast<std::size_t>(rules_.back().in) + 1;
    for (std::size_t node = 0; node <= nodes; ++node) {
        const auto first = std::ranges::lower_bound(rules_, node, {}, [](const Rule& rule) { return std::size_t{rule.in}; });
        first_.push_back(static_cast<std::uint32_t>(first - rules_.begin()));
    }
}

const Rule* Grammar::find(Node in, std::string_view name) const noexcept {
    if (static_cast<std::size_t>(in) + 1 >= first_.size()) return nullptr;
    const Rule* any = nullptr;
    for (auto at = first_[in]; at < first_[in + 1u]; ++at) {
        if (rules_[at].name == name) return &rules_[at];
        if (rules_[at].name.empty()) any = &rules_[at];
    }
    return any;
}

std::string_view Attributes::operator[](std::string_view name) const noexcept {
    for (auto at = pairs_; at != nullptr && *at != nullptr; at += 2) {
        if (name == at[0]) return trimmed(at[1]);
    }
    return {};
}

End read(Source& source, std::string_view place, const Grammar& grammar, Listener& listener, Findings& findings,
         Documents documents, Limits limits) {
    const auto end = Parse{place, grammar, listener, findings, documents, limits}.read(source);
    wipe_stack();
    return end;
}

}  // namespace monitor::roster::xml
