/// Which libraries the archives of plugin versions hold.
@NullMarked
package io.hotswap.domain.inventory;

import org.jspecify.annotations.NullMarked;
