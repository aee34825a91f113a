package io.hotswap.engine;

import java.net.URI;
import java.util.Map;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/// LocalStack in a container: needs Docker and an image registry.
record LocalStackEngine(LocalStackContainer container) implements LocalEngine {
  private static final DockerImageName IMAGE =
      DockerImageName.parse("localstack/localstack:4.14.0");

  static LocalStackEngine started(Map<String, String> environment) {
    var container = new LocalStackContainer(IMAGE).withEnv(environment);
    container.start();
    return new LocalStackEngine(container);
  }

  @Override
  public URI endpoint() {
    return container.getEndpoint();
  }

  @Override
  public void close() {
    container.stop();
  }
}
