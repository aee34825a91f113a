/// Processes payments as far as that goes without a network.
@NullMarked
package io.hotswap.samples.payment;

import org.jspecify.annotations.NullMarked;
