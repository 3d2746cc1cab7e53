package org.bellwether.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Styles and scripts of the pages, from this process alone. A path holds a hash of the content, so
 * that a browser keeps each for good and never shows an old one.
 */
@RestController
public class Assets {

  private static final String LIBRARIES = "META-INF/resources/webjars/";

  /** File on the class path by name. */
  private static final Map<String, String> FILES =
      Map.of(
          "style.css", "org/bellwether/render/style.css",
          "page.js", "org/bellwether/render/page.js",
          "pages.css", "org/bellwether/web/pages.css",
          "pages.js", "org/bellwether/web/pages.js",
          "htmx.js", LIBRARIES + "htmx.org/2.0.10/dist/htmx.min.js",
          "echarts.js", LIBRARIES + "echarts/5.3.1/dist/echarts.common.min.js");

  private static final Map<String, Asset> ALL = read();

  private record Asset(String hash, byte[] plain, byte[] zipped) {}

  private static Map<String, Asset> read() {
    Map<String, Asset> all = new java.util.HashMap<>();
    FILES.forEach((name, file) -> all.put(name, read(file)));
    return Map.copyOf(all);
  }

  private static Asset read(String file) {
    try (InputStream in = Assets.class.getClassLoader().getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the installation lacks " + file + ": build it again");
      }
      byte[] plain = in.readAllBytes();
      ByteArrayOutputStream zipped = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
        out.write(plain);
      }
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain);
      return new Asset(
          HexFormat.of().formatHex(digest).substring(0, 16), plain, zipped.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Asset asset(String name) {
    Asset asset = ALL.get(name);
    if (asset == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no file '" + name + "'.");
    }
    return asset;
  }

  static String path(String name) {
    return "/assets/" + asset(name).hash() + "/" + name;
  }

  @GetMapping("/assets/{hash}/{name}")
  ResponseEntity<byte[]> get(
      @PathVariable String hash,
      @PathVariable String name,
      @RequestHeader(value = HttpHeaders.ACCEPT_ENCODING, defaultValue = "") String encodings) {
    Asset asset = asset(name);
    if (!asset.hash().equals(hash)) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "This file is of another version: load the page again.");
    }
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.ok()
            .cacheControl(CacheControl.maxAge(java.time.Duration.ofDays(365)).immutable())
            .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
            .contentType(
                MediaType.parseMediaType(
                    name.endsWith(".css") ? "text/css;charset=utf-8" : "text/javascript"));
    return encodings.contains("gzip")
        ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(asset.zipped())
        : answer.body(asset.plain());
  }
}
