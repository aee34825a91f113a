/// Runs the checks of registered versions: the steps of the check machine, and what looks into
/// binaries.
@NullMarked
package io.hotswap.registration.check;

import org.jspecify.annotations.NullMarked;
