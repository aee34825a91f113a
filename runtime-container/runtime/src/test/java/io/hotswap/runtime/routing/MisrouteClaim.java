package io.hotswap.runtime.routing;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code MisrouteClaim 50 1000 1000000 figures.json}: versions, tenants, calls. */
final class MisrouteClaim {
  private MisrouteClaim() {}

  public static void main(String[] arguments) throws Exception {
    int versions = Integer.parseInt(arguments[0]);
    int tenants = Integer.parseInt(arguments[1]);
    long calls = Long.parseLong(arguments[2]);
    Map<String, Object> figures = new LinkedHashMap<>();
    boolean holds;
    try (var many = new Misrouting(Files.createTempDirectory("misroute-"), versions, tenants)) {
      long began = System.nanoTime();
      long generations = many.run(calls);
      holds = many.wrong.isEmpty() && many.loaded.size() == versions && generations > 0;
      figures.put("versions", many.loaded.size());
      figures.put("tenants", tenants);
      figures.put("calls", calls);
      figures.put("generations_published", generations);
      figures.put("misrouted", many.wrong.size());
      figures.put("first_misrouted", many.wrong.peek());
      figures.put("seconds", (System.nanoTime() - began) / 1e9);
      new ObjectMapper().writeValue(Path.of(arguments[3]).toFile(), figures);
    }
    System.exit(holds ? 0 : 1);
  }
}
