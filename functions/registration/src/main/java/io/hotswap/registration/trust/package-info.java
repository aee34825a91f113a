/// What serves under a certificate, and what is blocked.
@NullMarked
package io.hotswap.registration.trust;

import org.jspecify.annotations.NullMarked;
