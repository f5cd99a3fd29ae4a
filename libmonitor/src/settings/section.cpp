// settings: how are keys asked for, one by one, and problems gathered on the way?

#include "settings/section.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace monitor::settings {
namespace {

constexpr std::size_t longest_text = 1024, most_texts = 64;

std::string shown(std::string_view text) {
    std::string safe{text.substr(0, 40)};
    std::replace_if(
        safe.begin(), safe.end(), [](char letter) { return static_cast<unsigned char>(letter) < ' ' || letter == 0x7f; }, '?');
    return safe;
}

// Levenshtein: how many letters must be put in, left out or changed?
std::size_t distance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> row(right.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= left.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            const auto changed = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    return row.back();
}

const char* wrong_with(std::string_view text) {
    if (text.empty()) return "is empty";
    if (text.size() > longest_text) return "is longer than 1024 bytes";
    if (std::any_of(text.begin(), text.end(),
                    [](char letter) { return static_cast<unsigned char>(letter) < ' ' || letter == 0x7f; })) {
        return "holds control characters";
    }
    return nullptr;
}

}  // namespace

std::string suggestion(std::string_view word, const std::vector<std::string_view>& known) {
    constexpr std::size_t longest_word = 40;
    std::string_view nearest;
    std::size_t best = word.size() > longest_word ? 0 : std::min<std::size_t>(word.size() / 2 + 1, 4);
    for (const auto candidate : known) {
        if (best == 0) break;
        const auto away = distance(word, candidate);
        if (away >= best) continue;
        best = away;
        nearest = candidate;
    }
    return nearest.empty() ? std::string{} : fmt::format(" (did you mean `{}`?)", nearest);
}

void sort_by_line(Problems& problems) {
    std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) { return a.line < b.line; });
}

Section::Section(const Value& table, std::string name, Problems& problems)
    : table_{table}, name_{std::move(name)}, problems_{problems} {}

Section Section::inner(const Value& table, std::string_view key) const {
    return {table, fmt::format("{}.{}", name_, key), problems_};
}

void Section::problem(int line, std::string_view key, std::string message) {
    const auto full = name_.empty() ? std::string{key} : key.empty() ? name_ : fmt::format("{}.{}", name_, key);
    problems_.push_back({line, full, std::move(message)});
}

const Value* Section::find(std::string_view key, Need need) {
    known_.push_back(key);
    const auto found =
        std::find_if(table_.table.begin(), table_.table.end(), [key](const Entry& entry) { return entry.key == key; });
    if (found != table_.table.end()) return &found->value;
    if (need == Need::required) problem(name_.empty() ? 0 : table_.line, key, "is missing");
    return nullptr;
}

std::optional<Given> Section::text(std::string_view key, Need need) {
    const auto* value = find(key, need);
    if (value == nullptr) return std::nullopt;
    if (value->is != Value::Is::text) {
        problem(value->line, key, "must be a text between quotes");
        return std::nullopt;
    }
    if (const auto* wrong = wrong_with(value->text)) {
        problem(value->line, key, wrong);
        return std::nullopt;
    }
    return Given{value->text, value->line};
}

std::vector<Given> Section::texts(std::string_view key) {
    const auto* value = find(key, Need::optional);
    if (value == nullptr) return {};
    std::vector<Given> all;
    if (value->is != Value::Is::list || value->list.size() > most_texts) {
        problem(value->line, key, "must be a list of at most 64 texts between quotes");
        return all;
    }
    for (const auto& item : value->list) {
        if (item.is != Value::Is::text) {
            problem(item.line, key, "must be a list of texts between quotes");
        } else if (const auto* wrong = wrong_with(item.text)) {
            problem(item.line, key, wrong);
        } else {
            all.push_back({item.text, item.line});
        }
    }
    return all;
}

const Value* Section::table(std::string_view key, Need need) {
    const auto* value = find(key, need);
    if (value == nullptr || value->is == Value::Is::table) return value;
    problem(value->line, key, fmt::format("must be a table: [{}]", key));
    return nullptr;
}

std::vector<const Value*> Section::tables(std::string_view key, std::size_t at_most) {
    const auto* value = find(key, Need::optional);
    if (value == nullptr) return {};
    std::vector<const Value*> all;
    const bool tables =
        value->is == Value::Is::list && value->list.size() <= at_most &&
        std::all_of(value->list.begin(), value->list.end(), [](const Value& item) { return item.is == Value::Is::table; });
    if (!tables) {
        problem(value->line, key, fmt::format("must be at most {} tables: [[{}]]", at_most, key));
        return {};
    }
    all.reserve(value->list.size());
    for (const auto& item : value->list) all.push_back(&item);
    return all;
}

void Section::refuse_the_rest() {
    for (const auto& entry : table_.table) {
        if (std::find(known_.begin(), known_.end(), entry.key) != known_.end()) continue;
        problem(entry.value.line, shown(entry.key), "is not a key that exists" + suggestion(entry.key, known_));
    }
}

}  // namespace monitor::settings
