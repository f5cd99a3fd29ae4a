#pragma once
// roster: where in a JSON text do we stand, while Poco reads it from front to back? Nothing is built of what nobody asks for.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <Poco/JSON/Handler.h>

namespace monitor::roster {

/// Follows the objects and lists around each value and tells a reader of it. Lives for one text.
class JsonWalk : public Poco::JSON::Handler {
public:
    enum class In : std::uint8_t { object = 1, list = 2 };
    struct Place {
        In in{};
        std::string name{};  ///< the member it is; "" in a list and at the top
    };

protected:
    JsonWalk() = default;

    /// From the outermost to the one we are in.
    [[nodiscard]] const std::vector<Place>& places() const noexcept { return places_; }
    /// An object or list has just begun; it is the last of places().
    virtual void opened() {}
    virtual void text(const std::string& name, const std::string& value) = 0;
    virtual void truth(const std::string& name, bool value) = 0;
    virtual void nothing(const std::string& name) = 0;

private:
    void open(In);
    void shut();

    void reset() final;
    void startObject() final { open(In::object); }
    void endObject() final { shut(); }
    void startArray() final { open(In::list); }
    void endArray() final { shut(); }
    void key(const std::string& name) final { name_ = name; }
    void null() final { nothing(name_); }
    void value(const std::string& value) final { text(name_, value); }
    void value(bool value) final { truth(name_, value); }
    void value(int) final {}
    void value(unsigned) final {}
    void value(Poco::Int64) final {}
    void value(Poco::UInt64) final {}
    void value(double) final {}

    std::vector<Place> places_;
    std::string name_;
};

/// What is wrong with the text, empty when nothing is: at most 32 MiB, 32 deep. `walk` is lent; Poco's exceptions end here, and
/// so does a std::length_error of the reader, as its own words.
[[nodiscard]] std::optional<std::string> walk_json(std::string_view json, JsonWalk& walk);

}  // namespace monitor::roster
