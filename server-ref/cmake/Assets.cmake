# cmake -DDIR=… -DOUT=… -P Assets.cmake: the files of web/ as one C++ source.
#
# One hash over all of them stands in the address, so that relative imports between modules keep working.

file(GLOB files LIST_DIRECTORIES false ${DIR}/*.js ${DIR}/*.css ${DIR}/*.svg)
list(SORT files)
set(together "")
set(arrays "")
set(rows "")
set(index 0)
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME)
  get_filename_component(extension ${file} LAST_EXT)
  if(extension STREQUAL ".js")
    set(type "text/javascript; charset=utf-8")
  elseif(extension STREQUAL ".css")
    set(type "text/css; charset=utf-8")
  else()
    set(type "image/svg+xml")
  endif()
  file(SHA256 ${file} hash)
  string(APPEND together "${name} ${hash}\n")
  file(READ ${file} content HEX)
  string(REGEX REPLACE "(................................................................)" "\\1\n" content "${content}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," content "${content}")
  string(APPEND arrays "constexpr unsigned char file_${index}[] = {\n${content}};\n")
  string(APPEND rows "    {\"${name}\", \"${type}\", {reinterpret_cast<const char*>(file_${index}), sizeof file_${index}}},\n")
  math(EXPR index "${index} + 1")
endforeach()
string(SHA256 all "${together}")
string(SUBSTRING "${all}" 0 16 all)
file(WRITE ${OUT}.new "// Generated from web/: the files of the pages as bytes.

#include \"door/assets.hpp\"

namespace monitor::door {
namespace {

${arrays}
const Asset table[] = {
${rows}};

}  // namespace

std::span<const Asset> assets() noexcept { return table; }
std::string_view asset_root() noexcept { return \"/assets/${all}/\"; }

const Asset* asset_at(std::string_view path) noexcept {
    if (!path.starts_with(asset_root())) return nullptr;
    path.remove_prefix(asset_root().size());
    for (const Asset& asset : table)
        if (asset.name == path) return &asset;
    return nullptr;
}

}  // namespace monitor::door
")
file(COPY_FILE ${OUT}.new ${OUT} ONLY_IF_DIFFERENT)
file(REMOVE ${OUT}.new)
