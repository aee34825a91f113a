@NullMarked
package io.hotswap.api.accounts;

import org.jspecify.annotations.NullMarked;
