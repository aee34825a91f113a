/// URLs of a jar's entries in the platform's format, read by our own reader.
@NullMarked
package io.hotswap.archive.url;

import org.jspecify.annotations.NullMarked;
