#pragma once
// wire: how is a struct written as JSON? The other hand of In, with the same functions, so that one description serves both.

#include "wire/body.hpp"

namespace monitor::wire {

class Out {
public:
    static constexpr bool reads = false;
    [[nodiscard]] std::string finished() && { return std::move(json_) + '}'; }
    void require(bool) noexcept {}

    template <std::integral T>
    void number(std::string_view name, T value, std::int64_t, std::int64_t) {
        key(name);
        json_ += std::to_string(value);
    }
    template <class Enum>
    void choice(std::string_view name, Enum value, Enum, Enum) { number(name, static_cast<std::int64_t>(value), 0, 0); }
    void text(std::string_view name, const std::string& value, Range);
    void label(std::string_view name, const std::string& value, Range range) { text(name, tidy(value, range.most), range); }
    void id(std::string_view name, const std::string& value, std::size_t = 32) { text(name, value, {}); }
    void bytes(std::string_view name, BytesView value, Range) { text(name, base64url(value), {}); }
    template <class T, class Each>
    void list(std::string_view name, const std::vector<T>& items, Range range, Each each) {
        array(name, items, range, [&](const T& item) { each(*this, item); });
    }
    template <class T, class Each>
    void objects(std::string_view name, const std::vector<T>& items, Range range, Each each) {
        array(name, items, range, [&](const T& item) {
            key("");
            json_ += '{';
            first_ = true;
            each(*this, item);
            json_ += '}';
            first_ = false;
        });
    }

private:
    /// As many items as may be and as fit in text_limit: the rest is cut, at a whole item.
    template <class T, class Each>
    void array(std::string_view name, const std::vector<T>& items, Range range, Each each) {
        key(name);
        json_ += '[';
        first_ = true;
        for (std::size_t at = 0; at < items.size() && at < range.most; ++at) {
            const auto before = json_.size();
            each(items[at]);
            if (json_.size() > text_limit - 64) {
                json_.resize(before);
                break;
            }
        }
        json_ += ']';
        first_ = false;
    }
    void key(std::string_view name);
    std::string json_{"{"};
    bool first_{true};
};

}  // namespace monitor::wire
