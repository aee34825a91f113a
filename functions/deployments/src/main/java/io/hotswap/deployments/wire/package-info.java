/// Requests and answers of the deployments API, field by field as openapi.yaml has them.
@NullMarked
package io.hotswap.deployments.wire;

import org.jspecify.annotations.NullMarked;
