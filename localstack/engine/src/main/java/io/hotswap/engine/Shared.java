package io.hotswap.engine;

import java.util.Map;

final class Shared {
  static final LocalEngine ENGINE = started();

  private Shared() {}

  private static LocalEngine started() {
    var engine = LocalEngine.start(Map.of());
    Runtime.getRuntime().addShutdownHook(new Thread(engine::close));
    System.setProperty("aws.endpointUrl", engine.endpoint().toString());
    System.setProperty("aws.region", "us-east-1");
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    return engine;
  }
}
