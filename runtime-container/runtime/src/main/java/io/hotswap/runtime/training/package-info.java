/// Records an AOT cache by starting a node.
@NullMarked
package io.hotswap.runtime.training;

import org.jspecify.annotations.NullMarked;
