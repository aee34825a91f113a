/// Texts from people, plugins and nodes, bounded to the size of stored items.
@NullMarked
package io.hotswap.domain.text;

import org.jspecify.annotations.NullMarked;
