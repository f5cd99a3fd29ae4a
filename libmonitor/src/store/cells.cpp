// store: how do cells go into a statement of Poco Data, and come out of it?

#include "cells.hpp"

#include <Poco/Data/LOB.h>
#include <Poco/Data/RecordSet.h>
#include <Poco/Data/Statement.h>

namespace monitor::store {
namespace {

void put(Poco::Data::Statement& statement, const Value& value) {
    using Poco::Data::Keywords::bind;
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        statement, bind(Poco::Int64{*number});
    } else if (const auto* text = std::get_if<std::string>(&value)) {
        statement, bind(*text);
    } else if (const auto* bytes = std::get_if<Bytes>(&value)) {
        statement, bind(Poco::Data::BLOB{reinterpret_cast<const unsigned char*>(bytes->data()), bytes->size()});
    } else {
        statement, bind(Poco::Data::Keywords::null);
    }
}

Value value_at(Poco::Data::RecordSet& set, std::size_t column, std::size_t row) {
    using Poco::Data::MetaColumn;
    if (set.isNull(column, row)) return {};
    const auto type = set.columnType(column);
    if (type == MetaColumn::FDT_BLOB) {
        const auto& blob = set.value<Poco::Data::BLOB>(column, row);
        const auto* first = reinterpret_cast<const std::byte*>(blob.rawContent());
        return Bytes{first, first + blob.size()};
    }
    const auto value = set.value(column, row);
    if (value.isBoolean()) return std::int64_t{value.convert<bool>() ? 1 : 0};
    if (value.isNumeric()) return std::int64_t{value.convert<Poco::Int64>()};
    return value.convert<std::string>();
}

}  // namespace

Answered answered(Poco::Data::Session& session, const std::string& sql, std::span<const Value> values) {
    Poco::Data::Statement statement{session};
    statement << sql;
    for (const Value& value : values) put(statement, value);
    Answered answered{.rows = {}, .touched = statement.execute()};
    if (statement.columnsExtracted() == 0) return answered;
    Poco::Data::RecordSet set{statement};
    answered.rows.reserve(set.rowCount());
    for (std::size_t row = 0; row < set.rowCount(); ++row) {
        std::vector<Value> cells;
        cells.reserve(set.columnCount());
        for (std::size_t column = 0; column < set.columnCount(); ++column) cells.push_back(value_at(set, column, row));
        answered.rows.emplace_back(std::move(cells));
    }
    return answered;
}

}  // namespace monitor::store
