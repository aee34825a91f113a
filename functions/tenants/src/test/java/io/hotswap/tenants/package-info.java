@NullMarked
package io.hotswap.tenants;

import org.jspecify.annotations.NullMarked;
