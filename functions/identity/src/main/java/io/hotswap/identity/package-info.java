/// Verification of bearer tokens.
@NullMarked
package io.hotswap.identity;

import org.jspecify.annotations.NullMarked;
