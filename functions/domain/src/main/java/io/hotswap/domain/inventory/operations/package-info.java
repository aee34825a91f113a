/// Finding out whom a library concerns.
@NullMarked
package io.hotswap.domain.inventory.operations;

import org.jspecify.annotations.NullMarked;
