// Does arch.links see a codec where none may be? This program carries one on purpose.

#include <vpx/vpx_codec.h>

int main() { return vpx_codec_version() == 0; }
