/// Bulk changes as the functions that start them show them.
@NullMarked
package io.hotswap.api.bulk;

import org.jspecify.annotations.NullMarked;
