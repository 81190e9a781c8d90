"""Off-screen rendering with VTK: actors whose points move, a camera, lights, a picture as an array.

Only the plain `vtk` wheel is needed; it picks EGL or OSMesa by itself, so no display has to exist.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util import numpy_support
from vtkmodules.vtkCommonCore import vtkPoints, vtkUnsignedCharArray
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkImageData, vtkPolyData
from vtkmodules.vtkRenderingCore import (
    vtkActor,
    vtkLight,
    vtkPolyDataMapper,
    vtkRenderer,
    vtkRenderWindow,
    vtkTexture,
)

import vtkmodules.vtkRenderingOpenGL2  # noqa: F401  isort: skip  (registers the OpenGL factory)

from sample_videos.actor.geometry import Normals
from sample_videos.actor.identity import Colour
from sample_videos.actor.mesh import FloatArray, IntArray

# VTK's helpers carry no types; named once here, so that the rest can be checked.
to_vtk: Any = numpy_support.numpy_to_vtk
to_vtk_ids: Any = numpy_support.numpy_to_vtkIdTypeArray
from_vtk: Any = numpy_support.vtk_to_numpy


def make_texture(image: NDArray[np.uint8]) -> Any:
    """A VTK texture from `(H, W, 3)` with row 0 at the top."""
    data = vtkImageData()
    data.SetDimensions(image.shape[1], image.shape[0], 1)
    flipped = np.ascontiguousarray(image[::-1]).reshape(-1, image.shape[2])
    data.GetPointData().SetScalars(to_vtk(flipped, deep=True))
    texture = vtkTexture()
    texture.SetInputData(data)
    texture.InterpolateOn()
    return texture


class Surface:
    """A mesh of quads in the scene whose points can be moved every frame.

    Args:
        quads: `(F, 4)` indices into the rendered points.
        count: Number of rendered points.
        colour: Flat colour, or white under a texture or point colours.
        uv: `(count, 2)` texture coordinates, v up.
        texture: From `make_texture`.
        colours: `(count, 3)` uint8, a colour for each point.
        shine: Strength and exponent of the highlight.
        ambient: Share of the light that comes from everywhere.
    """

    def __init__(
        self,
        quads: IntArray,
        count: int,
        *,
        colour: Colour = (1.0, 1.0, 1.0),
        uv: FloatArray | None = None,
        texture: Any = None,
        colours: NDArray[np.uint8] | None = None,
        shine: tuple[float, float] = (0.08, 12.0),
        ambient: float = 0.38,
    ) -> None:
        self._points = np.zeros((count, 3), dtype=np.float32)
        self._normal_values = np.zeros((count, 3), dtype=np.float32)
        self._data = vtkPolyData()
        points = vtkPoints()
        points.SetData(to_vtk(self._points))
        self._data.SetPoints(points)
        triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
        cells = vtkCellArray()
        offsets = np.arange(0, 3 * len(triangles) + 1, 3, dtype=np.int64)
        cells.SetData(
            to_vtk_ids(offsets, deep=True),
            to_vtk_ids(np.ascontiguousarray(triangles.ravel(), dtype=np.int64), deep=True),
        )
        self._data.SetPolys(cells)
        normals = to_vtk(self._normal_values)
        normals.SetName("Normals")
        self._data.GetPointData().SetNormals(normals)
        if uv is not None:
            self._data.GetPointData().SetTCoords(to_vtk(uv.astype(np.float32), deep=True))
        mapper = vtkPolyDataMapper()
        mapper.SetInputData(self._data)
        if colours is not None:
            array = to_vtk(np.ascontiguousarray(colours), deep=True)
            array.SetName("Colours")
            self._data.GetPointData().SetScalars(array)
        else:
            mapper.ScalarVisibilityOff()
        self.actor = vtkActor()
        self.actor.SetMapper(mapper)
        if texture is not None:
            self.actor.SetTexture(texture)
        look = self.actor.GetProperty()
        look.SetInterpolationToPhong()
        look.SetColor(*colour)
        look.SetAmbient(ambient)
        look.SetDiffuse(0.95 - ambient * 0.55)
        look.SetSpecular(shine[0])
        look.SetSpecularPower(shine[1])
        self._normals = Normals(quads, count)

    def move(self, points: FloatArray, normals: FloatArray | None = None) -> None:
        """Set the points `(count, 3)`; normals are computed unless given."""
        self._points[:] = points
        self._normal_values[:] = self._normals(points) if normals is None else normals
        self._data.GetPoints().GetData().Modified()
        self._data.GetPointData().GetNormals().Modified()
        self._data.GetPoints().Modified()
        self._data.Modified()

    def show(self, visible: bool) -> None:
        """Show or hide it."""
        self.actor.SetVisibility(visible)


class Stage:
    """A window that is never shown, with camera and lights.

    Args:
        size: Width and height of the picture in pixels.
        distance: Of the camera from the origin, in decimetres.
        view_deg: Vertical angle of view.
        harsh: 0 soft light from all around, 1 a hard light from one side.
    """

    def __init__(
        self,
        size: tuple[int, int],
        distance: float,
        view_deg: float,
        harsh: float,
        look_y: float = -0.25,
    ) -> None:
        self.size = size
        self._window = vtkRenderWindow()
        self._window.SetOffScreenRendering(1)
        self._window.SetMultiSamples(0)
        self._window.SetSize(*size)
        self.renderer = vtkRenderer()
        self._window.AddRenderer(self.renderer)
        camera = self.renderer.GetActiveCamera()
        camera.SetPosition(0.0, look_y + 0.35, distance)
        camera.SetFocalPoint(0.0, look_y, 0.0)
        camera.SetViewUp(0.0, 1.0, 0.0)
        camera.SetViewAngle(view_deg)
        camera.SetClippingRange(0.5, 60.0)
        self.renderer.SetAutomaticLightCreation(0)
        self.key = self._light(
            (-4.0 - 4 * harsh, 5.0 - 2.5 * harsh, 7.0 - 3.5 * harsh), 0.62 + 0.4 * harsh
        )
        self.fill = self._light((5.0, 1.0, 6.0), 0.40 * (1 - 0.9 * harsh))
        self._buffer = vtkUnsignedCharArray()

    def _light(self, position: tuple[float, float, float], intensity: float) -> Any:
        light = vtkLight()
        light.SetLightTypeToSceneLight()
        light.SetPosition(*position)
        light.SetFocalPoint(0.0, 0.0, 0.0)
        light.SetIntensity(intensity)
        light.SetColor(1.0, 0.97, 0.93)
        self.renderer.AddLight(light)
        return light

    def add(self, surface: Surface) -> Surface:
        """Put a surface into the scene."""
        self.renderer.AddActor(surface.actor)
        return surface

    def set_background(self, image: NDArray[np.uint8]) -> None:
        """A picture `(H, W, 3)` behind everything, not touched by the lights."""
        self.renderer.TexturedBackgroundOn()
        self.renderer.SetBackgroundTexture(make_texture(image))

    def picture(self) -> NDArray[np.uint8]:
        """Render and return `(H, W, 3)`, row 0 at the top."""
        self._window.Render()
        width, height = self.size
        self._window.GetPixelData(0, 0, width - 1, height - 1, 0, self._buffer, 0)
        flat: NDArray[np.uint8] = from_vtk(self._buffer)
        return flat.reshape(height, width, 3)[::-1]

    def close(self) -> None:
        """Free the graphics context."""
        self._window.Finalize()
