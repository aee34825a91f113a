/// Reads configuration from environment variables.
@NullMarked
package io.hotswap.runtime.config;

import org.jspecify.annotations.NullMarked;
