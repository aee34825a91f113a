/// What every entry of an archive's jars has to keep to.
@NullMarked
package io.hotswap.archive.entry;

import org.jspecify.annotations.NullMarked;
