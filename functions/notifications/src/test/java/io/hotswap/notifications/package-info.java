@NullMarked
package io.hotswap.notifications;

import org.jspecify.annotations.NullMarked;
