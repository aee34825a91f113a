/// Notifications to people, and their delivery.
@NullMarked
package io.hotswap.domain.notification;

import org.jspecify.annotations.NullMarked;
