/// URLs of what lies in a jar, as libraries know them from the platform, read by our own reader.
@NullMarked
package io.hotswap.archive.url;

import org.jspecify.annotations.NullMarked;
