/// The checks of all entries of an archive's jars.
@NullMarked
package io.hotswap.archive.entry;

import org.jspecify.annotations.NullMarked;
