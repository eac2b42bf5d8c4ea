import {
  chroot,
  esx2,
  type LinuxOptions,
  linuxThreads,
  linuxVServer,
  type Platform,
  plainLinux,
  userModeLinux,
  vtx2006,
  workstation32,
  type XenOptions,
  xen42,
  xen304,
  xen2003,
} from "@crosstalk/platforms";
import type { PlatformFile } from "../schema/platform.ts";

/** A kernel's parameters as files have them. */
interface KernelFile {
  readonly ticks?: number | undefined;
  readonly ticksWhileIdle?: boolean | undefined;
  readonly readsStolenTime?: boolean | undefined;
  readonly scheduler?: "o1" | "eevdf" | undefined;
}

/** The platform that a file's platform stands for. */
export function compilePlatform(file: PlatformFile | PlatformFile["name"]): Platform {
  const of = typeof file === "string" ? ({ name: file } as PlatformFile) : file;
  switch (of.name) {
    case "linux":
      return plainLinux(linux(of));
    case "linux-eevdf":
      return plainLinux({ ...linux(of), scheduler: "eevdf" });
    case "chroot":
      return chroot(linux(of));
    case "linux-vserver": {
      const { limit, idleTime, memory, processes, files } = of;
      return linuxVServer({ ...linux(of), ...given({ limit, idleTime, pages: memory, processes, files }) });
    }
    case "user-mode-linux":
      return userModeLinux(hosted(of));
    case "workstation-3.2":
      return workstation32(hosted(of));
    case "linux-threads":
      return linuxThreads(hosted(of));
    case "xen-2003":
      return xen2003(xen(of));
    case "xen-3.0.4":
      return xen304(xen(of));
    case "xen-4.2":
      return xen42(xen(of));
    case "esx-2": {
      const memory = typeof of.memory === "object" ? given(of.memory) : of.memory;
      return esx2({ ...guestOf(of), ...given({ memory }) });
    }
    case "vtx-2006":
      return vtx2006(guestOf(of));
  }
}

/** The fields that are there: an absent one leaves a platform's own default in place. */
function given<Fields extends object>(fields: Fields): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  const there = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };
}

function linux({ ticks, ticksWhileIdle, readsStolenTime, scheduler }: KernelFile): LinuxOptions {
  return given({ hz: ticks, ticksWhileIdle, readsStolenTime, scheduler });
}

function guestOf({ guest }: { readonly guest?: KernelFile | undefined }): { readonly guest?: LinuxOptions } {
  return guest === undefined ? {} : { guest: linux(guest) };
}

function hosted(of: { readonly guest?: KernelFile | undefined; readonly host?: KernelFile | undefined }) {
  return { ...guestOf(of), ...(of.host === undefined ? {} : { host: linux(of.host) }) };
}

function xen(of: { readonly guest?: KernelFile | undefined; readonly controlMemory?: number | undefined }): XenOptions {
  return { ...guestOf(of), ...given({ controlPages: of.controlMemory }) };
}
