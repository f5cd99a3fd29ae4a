// roster: where in a JSON text do we stand, while Poco reads it from front to back?

#include "roster/graph_json.hpp"

#include <stdexcept>

#include <Poco/Exception.h>
#include <Poco/JSON/Parser.h>

namespace monitor::roster {
namespace {

constexpr std::size_t longest = 32U << 20U, deepest = 32;

// Poco counts a reference of its handler down to its end; this one is somebody else's.
class Lent final : public Poco::JSON::Handler {
public:
    explicit Lent(Poco::JSON::Handler& to) : to_{to} {}
    void reset() override { to_.reset(); }
    void startObject() override { to_.startObject(); }
    void endObject() override { to_.endObject(); }
    void startArray() override { to_.startArray(); }
    void endArray() override { to_.endArray(); }
    void key(const std::string& name) override { to_.key(name); }
    void null() override { to_.null(); }
    void value(int number) override { to_.value(number); }
    void value(unsigned number) override { to_.value(number); }
    void value(Poco::Int64 number) override { to_.value(number); }
    void value(Poco::UInt64 number) override { to_.value(number); }
    void value(const std::string& text) override { to_.value(text); }
    void value(double number) override { to_.value(number); }
    void value(bool truth) override { to_.value(truth); }

private:
    Poco::JSON::Handler& to_;
};

}  // namespace

void JsonWalk::reset() {
    places_.clear();
    name_.clear();
}

void JsonWalk::open(In in) {
    if (places_.size() >= deepest) throw std::length_error{"it is more than 32 deep"};
    const bool member = !places_.empty() && places_.back().in == In::object;
    places_.push_back({in, member ? name_ : std::string{}});
    name_.clear();
    opened();
}

void JsonWalk::shut() {
    places_.pop_back();
    name_.clear();
}

std::optional<std::string> walk_json(std::string_view json, JsonWalk& walk) {
    if (json.size() > longest) return "it is larger than 32 MiB";
    if (json.empty()) return "it is empty";
    if (json.find('\0') != std::string_view::npos) return "there is a zero byte in it";
    try {
        Poco::JSON::Parser parser{new Lent{walk}};
        parser.setDepth(deepest + 1);
        parser.parse(std::string{json});
    } catch (const std::length_error& error) {
        return error.what();
    } catch (const Poco::Exception& error) {
        return "it is not JSON: " + error.message();
    } catch (const std::exception&) {
        return "it is not JSON";
    }
    return std::nullopt;
}

}  // namespace monitor::roster
