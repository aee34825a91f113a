/// Tenants' secrets, encrypted and decrypted: all that knows a value.
@NullMarked
package io.hotswap.secrets;

import org.jspecify.annotations.NullMarked;
