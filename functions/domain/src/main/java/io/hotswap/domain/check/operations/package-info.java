/// Beginning, running and recovering the checks of versions.
@NullMarked
package io.hotswap.domain.check.operations;

import org.jspecify.annotations.NullMarked;
