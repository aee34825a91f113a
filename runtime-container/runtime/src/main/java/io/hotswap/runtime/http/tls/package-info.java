/// The certificate that a listener shows.
@NullMarked
package io.hotswap.runtime.http.tls;

import org.jspecify.annotations.NullMarked;
