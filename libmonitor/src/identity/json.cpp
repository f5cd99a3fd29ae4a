// identity: where does Poco's JSON reader end, and how is it made strict?

#include "json.hpp"

#include <set>
#include <stack>
#include <typeinfo>

#include <Poco/Exception.h>
#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/ParseHandler.h>
#include <Poco/JSON/Parser.h>

namespace monitor::identity {
namespace {

constexpr std::size_t deepest = 16;

// Builds as Poco does, but a name that comes twice in one object ends the reading.
class OnceEach final : public Poco::JSON::ParseHandler {
public:
    void reset() override {
        names_ = {};
        ParseHandler::reset();
    }
    void startObject() override {
        names_.emplace();
        ParseHandler::startObject();
    }
    void endObject() override {
        names_.pop();
        ParseHandler::endObject();
    }
    void key(const std::string& name) override {
        if (!names_.top().insert(name).second) throw Poco::DataFormatException{"a name comes twice"};
        ParseHandler::key(name);
    }

private:
    std::stack<std::set<std::string>> names_;
};

bool is_text(const Poco::Dynamic::Var& value) {
    return !value.isEmpty() && value.type() == typeid(std::string);
}

bool is_object(const Poco::Dynamic::Var& value) {
    return !value.isEmpty() && value.type() == typeid(Poco::JSON::Object::Ptr);
}

std::optional<std::int64_t> number(const Poco::Dynamic::Var& value) {
    if (value.isEmpty()) return std::nullopt;
    // By type: Poco calls `true` an integer, and would turn "12" into one.
    if (value.type() == typeid(int)) return value.extract<int>();
    if (value.type() == typeid(unsigned)) return value.extract<unsigned>();
    if (value.type() == typeid(Poco::Int64)) return value.extract<Poco::Int64>();
    return std::nullopt;
}

}  // namespace

struct Json::Inside {
    Poco::JSON::Object::Ptr object;

    [[nodiscard]] Poco::Dynamic::Var member(const std::string& name) const { return object->get(name); }
    [[nodiscard]] Poco::JSON::Array::Ptr array(const std::string& name) const {
        const auto value = member(name);
        if (value.isEmpty() || value.type() != typeid(Poco::JSON::Array::Ptr)) return {};
        return value.extract<Poco::JSON::Array::Ptr>();
    }
};

Json::Json(std::unique_ptr<Inside> inside) : inside_{std::move(inside)} {}
Json::Json(const Json& other) : inside_{std::make_unique<Inside>(*other.inside_)} {}
Json::Json(Json&&) noexcept = default;
Json::~Json() = default;

std::optional<Json> Json::parse(std::string_view text, std::size_t at_most) {
    if (text.size() > at_most || text.find('\0') != std::string_view::npos) return std::nullopt;
    try {
        Poco::JSON::Parser parser{new OnceEach};
        parser.setDepth(deepest);
        parser.setAllowNullByte(false);
        const auto value = parser.parse(std::string{text});
        if (!is_object(value)) return std::nullopt;
        return Json{std::make_unique<Inside>(Inside{value.extract<Poco::JSON::Object::Ptr>()})};
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

bool Json::has(const std::string& name) const {
    return inside_->object->has(name);
}

std::optional<std::string> Json::text(const std::string& name) const {
    const auto value = inside_->member(name);
    if (!is_text(value)) return std::nullopt;
    return value.extract<std::string>();
}

std::optional<std::int64_t> Json::whole_number(const std::string& name) const {
    return number(inside_->member(name));
}

std::optional<bool> Json::truth(const std::string& name) const {
    const auto value = inside_->member(name);
    if (value.isEmpty() || value.type() != typeid(bool)) return std::nullopt;
    return value.extract<bool>();
}

std::optional<std::vector<std::string>> Json::texts(const std::string& name) const {
    const auto array = inside_->array(name);
    if (!array) return std::nullopt;
    std::vector<std::string> texts;
    for (const auto& value : *array) {
        if (!is_text(value)) return std::nullopt;
        texts.push_back(value.extract<std::string>());
    }
    return texts;
}

std::optional<Json> Json::object(const std::string& name) const {
    const auto value = inside_->member(name);
    if (!is_object(value)) return std::nullopt;
    return Json{std::make_unique<Inside>(Inside{value.extract<Poco::JSON::Object::Ptr>()})};
}

std::optional<std::vector<Json>> Json::objects(const std::string& name) const {
    const auto array = inside_->array(name);
    if (!array) return std::nullopt;
    std::vector<Json> objects;
    for (const auto& value : *array) {
        if (!is_object(value)) return std::nullopt;
        objects.push_back(Json{std::make_unique<Inside>(Inside{value.extract<Poco::JSON::Object::Ptr>()})});
    }
    return objects;
}

}  // namespace monitor::identity
