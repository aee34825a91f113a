/// What all API functions share: authentication, authorization, checks against openapi.yaml,
/// idempotency, problem documents.
@NullMarked
package io.hotswap.api;

import org.jspecify.annotations.NullMarked;
