package io.hotswap.deployments;

import java.util.List;
import java.util.Optional;

record DeploymentPage(List<DeploymentView> items, Optional<String> next) {}
