/// Which libraries an archive holds, by what its jars say of themselves.
@NullMarked
package io.hotswap.archive.inventory;

import org.jspecify.annotations.NullMarked;
