@NullMarked
package io.hotswap.statemachines;

import org.jspecify.annotations.NullMarked;
