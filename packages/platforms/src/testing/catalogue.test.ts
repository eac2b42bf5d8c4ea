import { platformCatalogue } from "../catalogue.ts";
import { linuxVServer } from "../linux-vserver.ts";
import { describePlatform } from "./describe-platform.ts";

for (const { platform } of platformCatalogue) describePlatform(platform);
describePlatform(linuxVServer({ limit: "soft" }));
