/// Plugins, versions and uploads: one Lambda function.
@NullMarked
package io.hotswap.registration;

import org.jspecify.annotations.NullMarked;
