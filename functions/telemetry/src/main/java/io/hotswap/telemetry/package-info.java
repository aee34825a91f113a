@NullMarked
package io.hotswap.telemetry;

import org.jspecify.annotations.NullMarked;
