# monitor_texts(DIR <dir> NAMESPACE <ns> INTO <include-dir>): word files into C++.
#
# <dir>/nl/*.txt and <dir>/en/*.txt hold lines `key = sentence`. Every key becomes an enumerator of <ns>::Key, so that a word
# nobody wrote does not compile; a key that stands in one language only stops the configuration.

function(monitor_texts)
  cmake_parse_arguments(TEXT "" "DIR;NAMESPACE;INTO" "" ${ARGN})
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${TEXT_DIR}/nl/*.txt ${CMAKE_CURRENT_SOURCE_DIR}/${TEXT_DIR}/en/*.txt)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${files})
  foreach(language nl en)
    set(keys_${language} "")
    file(GLOB files ${CMAKE_CURRENT_SOURCE_DIR}/${TEXT_DIR}/${language}/*.txt)
    foreach(file IN LISTS files)
      file(STRINGS ${file} lines ENCODING UTF-8)
      foreach(line IN LISTS lines)
        if(line MATCHES "^[ \t]*(#|$)")
          continue()
        endif()
        if(NOT line MATCHES "^([a-z][a-z0-9_]*) = (.+)$")
          message(FATAL_ERROR "${file}: not `key = sentence`: ${line}")
        endif()
        set(key ${CMAKE_MATCH_1})
        if(key IN_LIST keys_${language})
          message(FATAL_ERROR "${file}: ${key} stands twice")
        endif()
        list(APPEND keys_${language} ${key})
        string(REPLACE "\\" "\\\\" sentence "${CMAKE_MATCH_2}")
        string(REPLACE "\"" "\\\"" sentence "${sentence}")
        set(${language}_${key} "${sentence}")
      endforeach()
    endforeach()
    list(SORT keys_${language})
  endforeach()
  if(NOT keys_nl STREQUAL keys_en)
    foreach(key IN LISTS keys_nl keys_en)
      if(NOT key IN_LIST keys_nl OR NOT key IN_LIST keys_en)
        message(FATAL_ERROR "${TEXT_DIR}: ${key} does not stand in both nl and en")
      endif()
    endforeach()
  endif()
  set(enum "")
  set(rows "")
  foreach(key IN LISTS keys_nl)
    string(APPEND enum "    ${key},\n")
    string(APPEND rows "    {\"${key}\", \"${nl_${key}}\", \"${en_${key}}\"},\n")
  endforeach()
  list(LENGTH keys_nl count)
  set(header "#pragma once
// Generated from the word files below ${TEXT_DIR}/: which words are there, and what are they in a language?
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include \"monitor/base/language.hpp\"

namespace ${TEXT_NAMESPACE} {

enum class Key : std::uint16_t {
${enum}};

struct Row {
    std::string_view name, nl, en;
};
inline constexpr std::array<Row, ${count}> rows{{
${rows}}};

/// The sentence, as written; {0}, {1} are places for the caller to fill.
constexpr std::string_view words(Key key, Language language) noexcept {
    const Row& row = rows[static_cast<std::size_t>(key)];
    return language == Language::en ? row.en : row.nl;
}

}  // namespace ${TEXT_NAMESPACE}
")
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${TEXT_INTO}/words.hpp CONTENT "${header}" @ONLY)
endfunction()
