/// Settings that the control plane and its nodes read from the same variables.
@NullMarked
package io.hotswap.persistence.settings;

import org.jspecify.annotations.NullMarked;
