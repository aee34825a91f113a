/// Finds what the classes of an archive refer to and is not there, before anybody calls it.
@NullMarked
package io.hotswap.archive.linkage;

import org.jspecify.annotations.NullMarked;
