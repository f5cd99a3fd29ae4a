// roster: which members of Graph's answers are read? All others are passed by and never become a string of their own.

#include <array>
#include <stdexcept>
#include <utility>

#include "monitor/roster/directory.hpp"
#include "roster/graph_json.hpp"

namespace monitor::roster {
namespace {

using In = JsonWalk::In;
using Words = std::optional<Personal<std::string>> GraphItem::*;

constexpr std::size_t most_items = 2'000, most_roles = 1'000, longest_text = 1'024, longest_link = 16'384;

constexpr std::array<std::pair<std::string_view, Words>, 8> members{{{"userPrincipalName", &GraphItem::user},
                                                                     {"displayName", &GraphItem::display},
                                                                     {"givenName", &GraphItem::first},
                                                                     {"surname", &GraphItem::surname},
                                                                     {"mail", &GraphItem::email},
                                                                     {"employeeId", &GraphItem::number},
                                                                     {"schoolNumber", &GraphItem::number},
                                                                     {"externalId", &GraphItem::sds}}};
// In the objects `student` and `teacher`: whichever of the two says something.
constexpr std::array<std::pair<std::string_view, Words>, 3> of_education{
    {{"externalId", &GraphItem::sds}, {"studentNumber", &GraphItem::number}, {"teacherNumber", &GraphItem::number}}};

template <std::size_t Count>
Words member(const std::array<std::pair<std::string_view, Words>, Count>& all, std::string_view name) {
    for (const auto& [known, words] : all) {
        if (known == name) return words;
    }
    return nullptr;
}

/// Reads items that begin `base` places deep: 1 where the answer is one object, 3 in a page.
class ItemWalk : public JsonWalk {
public:
    explicit ItemWalk(std::size_t base) : base_{base} {}
    [[nodiscard]] std::vector<GraphItem> take() { return std::move(items_); }

protected:
    void opened() override {
        if (!in_item()) return;
        const auto& now = places();
        if (now.size() == base_) {
            if (items_.size() == most_items) throw std::length_error{"there are more than 2000 items in one page"};
            items_.emplace_back();
        } else if (now.size() == base_ + 1 && now.back().name == "@removed") {
            items_.back().removal = Removal::changed;
        } else if (in_app_role()) {
            if (items_.back().app_roles.size() == most_roles) throw std::length_error{"there are more than 1000 app roles"};
            items_.back().app_roles.emplace_back();
        }
    }
    void text(const std::string& name, const std::string& value) override {
        if (!in_item() || value.size() > longest_text) return;
        const auto deep = places().size() - base_;
        if (deep == 0) return own(name, value);
        if (deep == 1) return within(places().back().name, name, value);
        if (!in_app_role()) return;
        if (name == "id") items_.back().app_roles.back().id = value;
        if (name == "value") items_.back().app_roles.back().value = value;
    }
    void truth(const std::string& name, bool value) override {
        if (in_item() && places().size() == base_ && name == "accountEnabled")
            items_.back().enabled = value ? Enabled::yes : Enabled::no;
    }
    void nothing(const std::string& name) override {
        if (!in_item() || places().size() != base_) return;
        if (const auto words = member(members, name)) items_.back().*words = Personal<std::string>{};
        if (name == "primaryRole") items_.back().primary_role = "";
        if (name == "userType") items_.back().user_type = "";
        if (name == "accountEnabled") items_.back().enabled = Enabled::unknown;
    }

private:
    [[nodiscard]] bool in_item() const {
        const auto& now = places();
        if (now.size() < base_ || now[base_ - 1].in != In::object) return false;
        return base_ == 1 || (now[0].in == In::object && now[1].in == In::list && now[1].name == "value");
    }
    [[nodiscard]] bool in_app_role() const {
        const auto& now = places();
        return now.size() == base_ + 2 && now.back().in == In::object && now[base_].name == "appRoles";
    }
    void own(const std::string& name, const std::string& value) {
        auto& item = items_.back();
        if (const auto words = member(members, name)) item.*words = Personal<std::string>{value};
        if (name == "id") item.id = value;
        if (name == "primaryRole") item.primary_role = value;
        if (name == "userType") item.user_type = value;
        if (name == "principalId") item.principal = value;
        if (name == "principalType") item.principal_type = value;
        if (name == "appRoleId") item.app_roles = {{value, {}}};
        if (name == "accountEnabled") item.enabled = Enabled::unknown;  // a text is not an answer
    }
    void within(const std::string& object, const std::string& name, const std::string& value) {
        if (object == "@removed" && name == "reason")
            items_.back().removal = value == "deleted" ? Removal::deleted : Removal::changed;
        if ((object != "student" && object != "teacher") || value.empty()) return;
        if (const auto words = member(of_education, name)) items_.back().*words = Personal<std::string>{value};
    }

    std::size_t base_;
    std::vector<GraphItem> items_;
};

class PageWalk final : public ItemWalk {
public:
    PageWalk() : ItemWalk{3} {}
    [[nodiscard]] bool is_page() const noexcept { return list_; }
    std::string next{}, delta{};

private:
    void opened() override {
        const auto& now = places();
        if (now.size() == 2 && now[0].in == In::object && now[1].in == In::list && now[1].name == "value") list_ = true;
        ItemWalk::opened();
    }
    void text(const std::string& name, const std::string& value) override {
        const bool top = places().size() == 1 && places()[0].in == In::object;
        if (top && name == "@odata.nextLink") return link(next, value);
        if (top && name == "@odata.deltaLink") return link(delta, value);
        ItemWalk::text(name, value);
    }
    static void link(std::string& to, const std::string& value) {
        if (value.size() > longest_link) throw std::length_error{"its link is longer than 16 KiB"};
        to = value;
    }

    bool list_{};
};

class ProblemWalk final : public JsonWalk {
public:
    GraphProblem problem{};

private:
    void text(const std::string& name, const std::string& value) override {
        const auto& now = places();
        if (now.size() < 2 || now[1].name != "error" || value.size() > longest_text) return;
        if (now.size() == 2 && name == "code") problem.code = value;
        const bool inner = now.size() == 3 && (now[2].name == "innerError" || now[2].name == "innererror");
        if (inner && name == "request-id") problem.request = value;
    }
    void truth(const std::string&, bool) override {}
    void nothing(const std::string&) override {}
};

}  // namespace

std::expected<GraphPage, std::string> read_graph_page(std::string_view json) {
    PageWalk walk;
    if (auto wrong = walk_json(json, walk)) return std::unexpected{std::move(*wrong)};
    if (!walk.is_page()) return std::unexpected{"it is not a page: there is no list `value` in it"};
    if (!walk.next.empty() && !walk.delta.empty()) return std::unexpected{"it has both a nextLink and a deltaLink"};
    return GraphPage{walk.take(), std::move(walk.next), std::move(walk.delta)};
}

std::expected<GraphItem, std::string> read_graph_item(std::string_view json) {
    ItemWalk walk{1};
    if (auto wrong = walk_json(json, walk)) return std::unexpected{std::move(*wrong)};
    auto items = walk.take();
    if (items.size() != 1) return std::unexpected{"it is not one object"};
    return std::move(items.front());
}

GraphProblem read_graph_problem(std::string_view json) {
    ProblemWalk walk;
    if (walk_json(json, walk)) return {};
    return std::move(walk.problem);
}

}  // namespace monitor::roster
