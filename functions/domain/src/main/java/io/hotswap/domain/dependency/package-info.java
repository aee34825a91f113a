/// Which versions of plugins go together: ranges, and a solver (PubGrub) that can tell why none do.
@NullMarked
package io.hotswap.domain.dependency;

import org.jspecify.annotations.NullMarked;
